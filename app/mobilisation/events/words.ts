import type { Tone } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { EventState, Face, Language, Need } from './choices.ts'

export const NEED_WORDS: Record<Need, () => string> = {
  'step-free': m.mobilisation_need_step_free,
  seat: m.mobilisation_need_seat,
  children: m.mobilisation_need_children,
  company: m.mobilisation_need_company,
  interpreter: m.mobilisation_need_interpreter,
}

export const LANGUAGE_WORDS: Record<Language, () => string> = {
  ar: m.mobilisation_language_ar,
  bm: m.mobilisation_language_bm,
  en: m.mobilisation_language_en,
  es: m.mobilisation_language_es,
  fsl: m.mobilisation_language_fsl,
  kab: m.mobilisation_language_kab,
  pt: m.mobilisation_language_pt,
  ro: m.mobilisation_language_ro,
  so: m.mobilisation_language_so,
  ta: m.mobilisation_language_ta,
  tr: m.mobilisation_language_tr,
  uk: m.mobilisation_language_uk,
  zh: m.mobilisation_language_zh,
}

export const EVENT_STATE_WORDS: Record<EventState, () => string> = {
  prepared: m.mobilisation_event_prepared,
  open: m.mobilisation_event_is_open,
  past: m.mobilisation_event_past,
  cancelled: m.mobilisation_event_was_cancelled,
}

export const EVENT_TONES: Record<EventState, Tone> = { prepared: 'warn', open: 'good', past: 'plain', cancelled: 'bad' }

export const FACE_WORDS: Record<Face, () => string> = {
  3: m.mobilisation_face_glad,
  2: m.mobilisation_face_so_so,
  1: m.mobilisation_face_sorry,
}
