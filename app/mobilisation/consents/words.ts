import { m } from '#messages'
import type { Channel } from '../legal-kinds.ts'
import type { Way } from './ways.ts'

export const CHANNEL_WORDS: Record<Channel, () => string> = {
  email: m.mobilisation_by_email,
  sms: m.mobilisation_by_sms,
}

export const WAY_WORDS: Record<Way, () => string> = {
  door: m.mobilisation_way_door,
  phone: m.mobilisation_way_phone,
  paper: m.mobilisation_way_paper,
  form: m.mobilisation_way_form,
  link: m.mobilisation_way_link,
}
