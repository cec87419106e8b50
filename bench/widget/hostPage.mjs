/**
 * The page that asks: a small payment step, the same for all but for what a candidate puts into it.
 * @param {string} head
 * @param {string} slot
 */
export function hostPage(head, slot) {
  const lines = Array.from(
    { length: 6 },
    (_, index) => `<tr><th scope="row">Article ${index + 1}</th><td>1 × 120 kr</td><td>120 kr</td></tr>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Payment</title>
<link rel="icon" href="data:,">
<style>
body{font:16px/1.5 system-ui,sans-serif;max-inline-size:40rem;margin:2rem auto;padding:0 1rem}
table{inline-size:100%;text-align:start}
.slot{display:block;min-block-size:11rem}
</style>
${head}
</head>
<body>
<h1>Payment</h1>
<table><tbody>${lines.join('')}</tbody></table>
<form>
<p><label>Name on the card <input autocomplete="cc-name"></label></p>
<p><label>Card number <input inputmode="numeric" autocomplete="cc-number"></label></p>
<p><button type="button">Pay 720 kr</button></p>
</form>
${slot}
<p>Your order is sent within two days.</p>
</body>
</html>`
}
