/** The printer's thread: one document, and the end. */
import { parentPort, workerData } from 'node:worker_threads'
import { documentOf } from './document.server.ts'
import type { Print } from './print.ts'

const print: Print = workerData

parentPort?.postMessage(documentOf(print))
