import { closestLocale, isKin } from './closestLocale.ts'

/**
 * Which of the `published` locales serves who asks for `wanted` (all canonical): sv-SE → sv → another Swedish → the
 * same language in another script → `fallback`, which also goes before others that are as close.
 */
export function resolveLocale(wanted: string | null, published: readonly string[], fallback: string): string {
  if (wanted === null) return fallback
  const tags = [fallback, ...published]
  return closestLocale(wanted, tags) ?? tags.find(tag => isKin(tag, wanted)) ?? fallback
}
