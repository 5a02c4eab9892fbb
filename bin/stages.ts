/** Runs commands one after the other, a line each; the first that fails shows what it said, and ends it. */
import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'

export interface Stage {
  name: string
  command: string[]
  /** What to tell when it fails. */
  remedy: string
  /** Shows its own progress as it goes. */
  speaks?: boolean
}

const root = join(import.meta.dirname, '..')
const PATH = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`

export async function runStages(stages: readonly Stage[]): Promise<boolean> {
  for (const stage of stages) {
    const started = performance.now()
    if (stage.speaks) console.log(`${stage.name}…`)
    const { code, said } = await run(stage)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    if (code !== 0) {
      console.error(`${said}\n✗ ${stage.name}: ${stage.remedy}`)
      return false
    }
    console.log(`✓ ${stage.name} (${seconds} s)`)
  }
  return true
}

function run({ command: [program = '', ...args], speaks }: Stage): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, PATH },
      stdio: speaks ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text
      })
    }
    const forward = () => child.kill('SIGTERM')
    process.once('SIGTERM', forward)
    process.once('disconnect', forward)
    child.once('error', (error) => resolve({ code: 1, said: error.message }))
    child.once('close', (code) => {
      process.off('SIGTERM', forward)
      process.off('disconnect', forward)
      resolve({ code: code ?? 1, said })
    })
  })
}
