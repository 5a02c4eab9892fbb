/** The printer's thread: thousands of pages take seconds, in which the server must answer others. */
import { parentPort, workerData } from 'node:worker_threads'
import { pdfOf } from '#app/platform/documents/document.server.ts'
import type { PrintTask } from './letters.server.ts'

const { data, at }: PrintTask = workerData
const pdf = pdfOf('app/mobilisation/letters.typ', data, new Date(at))
parentPort?.postMessage(pdf)
