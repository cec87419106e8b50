import { useEffect, useState } from 'preact/hooks'
import { Button } from '../../parts/Button.tsx'
import { answers as t } from '../../texts/en/answers.ts'

/** Words to search by; they count when they are sent off. */
export function SearchField({ words, onWords }: { words: string; onWords(words: string): void }) {
  const [written, setWritten] = useState(words)
  useEffect(() => setWritten(words), [words])
  return (
    <search>
      <form
        class="answer-search"
        onSubmit={event => {
          event.preventDefault()
          onWords(written.trim())
        }}
      >
        <input
          id="search-answers"
          class="input"
          type="search"
          dir="auto"
          maxLength={200}
          aria-label={t.search}
          placeholder={t.searchHint}
          value={written}
          onInput={event => {
            setWritten(event.currentTarget.value)
            // The browser's own cross, or all deleted.
            if (event.currentTarget.value === '') onWords('')
          }}
        />
        <Button type="submit">{t.searchGo}</Button>
      </form>
    </search>
  )
}
