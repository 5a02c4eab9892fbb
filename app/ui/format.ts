import { getLocale } from '#messages/runtime.js'
import type { Unit } from './measure.ts'

const REGION = { fr: 'fr-FR', en: 'en-GB' } as const

/** A number as it is written in the reader's language. */
export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(REGION[getLocale()], options).format(value)
}

/** A share between 0 and 1 as a percentage, without decimals unless asked: a sample seldom bears more. */
export function formatShare(value: number, decimals = 0): string {
  return formatNumber(value, { style: 'percent', maximumFractionDigits: decimals })
}

/** An ISO date or instant as a day, in Paris time. */
export function formatDate(iso: string, dateStyle: 'short' | 'medium' | 'long' = 'long'): string {
  return new Intl.DateTimeFormat(REGION[getLocale()], { dateStyle, timeZone: 'Europe/Paris' }).format(new Date(iso))
}

/** An ISO instant as day and time, in Paris time. */
export function formatInstant(iso: string): string {
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Paris' } as const
  return new Intl.DateTimeFormat(REGION[getLocale()], options).format(new Date(iso))
}

/** The value of a figure without its unit's word, which the page says. */
export function formatValue(value: number, unit: Unit): string {
  if (unit === 'share') return formatShare(value, 1)
  if (unit === 'euros') return formatNumber(value, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 })
  if (unit === 'years' || unit === 'points') return formatNumber(value, { maximumFractionDigits: 1 })
  return formatNumber(value, { maximumFractionDigits: 0 })
}
