export const copying = {
  ready: 'Copy',
  copied: 'Copied',
  refused: 'Select it and copy it yourself',
}
