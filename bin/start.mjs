// @ts-check
import { handOver, setUp } from './setup.mjs'

setUp()
handOver('bin/start.ts', process.argv.slice(2))
