/** The printer's thread: one document, and the end. */
import { parentPort, workerData } from 'node:worker_threads'
import { pdfOf } from './document.server.ts'
import type { Print } from './print.ts'

const { template, data, at }: Print = workerData

parentPort?.postMessage(pdfOf(template, data, at))
