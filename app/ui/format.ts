import { getLocale } from '#messages/runtime.js'
import { hour, longDate } from '#packages/french/amounts.ts'
import type { Unit } from './measure.ts'

const REGION = { fr: 'fr-FR', en: 'en-GB' } as const

/** A number as it is written in the reader's language. */
export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(REGION[getLocale()], options).format(value)
}

/** A share between 0 and 1 as a percentage, without decimals unless asked: a sample seldom bears more. */
export function formatShare(value: number, places = 0): string {
  return formatNumber(value, {
    style: 'percent',
    ...decimals(places),
  })
}

function decimals(count: number): Intl.NumberFormatOptions {
  return { minimumFractionDigits: count, maximumFractionDigits: count }
}

/** Bytes as megabytes with one decimal, without the unit. What is there is never nothing. */
export function formatMegabytes(bytes: number): string {
  return formatNumber(bytes > 0 ? Math.max(bytes / 1e6, 0.1) : 0, decimals(1))
}

/** An ISO date or instant as a day, in Paris time. A medium one stands in lists, and is never cut at the end of a line. */
export function formatDate(iso: string, dateStyle: 'short' | 'medium' | 'long' = 'long'): string {
  const date = new Date(iso)
  if (dateStyle === 'long' && getLocale() === 'fr') return longDate(date)
  const day = new Intl.DateTimeFormat(REGION[getLocale()], { dateStyle, timeZone: 'Europe/Paris' }).format(date)
  return dateStyle === 'medium' ? day.replaceAll(' ', '\u00a0') : day
}

/** An ISO instant as day and time, in Paris time. */
export function formatInstant(iso: string): string {
  return `${formatDate(iso, 'medium')}, ${formatHour(new Date(iso))}`
}

/** The hour of an instant, in Paris time, in the reader's language or in that of a letter. */
export function formatHour(date: Date, locale: keyof typeof REGION = getLocale()): string {
  if (locale === 'fr') return hour(date)
  return new Intl.DateTimeFormat(REGION.en, { timeStyle: 'short', timeZone: 'Europe/Paris' }).format(date)
}

/** The value of a figure without its unit's word, which the page says. */
export function formatValue(value: number, unit: Unit): string {
  if (unit === 'share') return formatShare(value, 1)
  if (unit === 'euros') return formatNumber(value, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 })
  if (unit === 'ratio') return formatNumber(value, decimals(value < 1 ? 2 : 1))
  if (unit === 'years')
    return formatNumber(value, { style: 'unit', unit: 'year', unitDisplay: 'long', maximumFractionDigits: 1 })
  if (unit === 'points' || unit === 'index') return formatNumber(value, { maximumFractionDigits: 1 })
  return formatNumber(value, { maximumFractionDigits: 0 })
}
