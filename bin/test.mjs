// @ts-check
import { handOver, setUp } from './setup.mjs'

setUp()
handOver('bin/test.ts', process.argv.slice(2))
