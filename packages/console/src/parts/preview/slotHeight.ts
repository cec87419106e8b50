/** What a page reserves that follows the documentation: 11rem. In px. */
export const usualSlotPx = 176

/** The height to reserve for a question that needs `px`, in half rems: what stands in a page's style sheet. */
export function slotRem(px: number): number {
  return Math.max(usualSlotPx / 16, Math.ceil(px / 8) / 2)
}
