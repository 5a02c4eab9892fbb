/** Whether a process written down earlier is still that process: after a cut machine its number may belong to another. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The command line of a running process, or nothing. */
export function commandOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return undefined
  }
}

/** When a process began, in whatever unit the system counts: the same number and the same beginning are the same process. */
export function beginningOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const [, afterName] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?=[A-Z] )/)
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${afterName?.split(' ')[19]}`
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}
