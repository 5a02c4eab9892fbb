import { z } from 'zod'

/** A path of this site to go on to: a link prepared elsewhere must not bounce a reader away. */
export const Path = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\s\\]*$/)
  .catch('/')
