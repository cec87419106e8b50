export const confirming = {
  type: (name: string) => `Write ${name} to go on`,
  cancel: 'Cancel',
}
