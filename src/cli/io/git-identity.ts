import {execFileSync} from 'node:child_process'

/** git's user.email, if it's set. */
export function gitEmail(): string | undefined {
  try {
    const email = execFileSync('git', ['config', 'user.email'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 5000,
    }).trim()
    return email === '' ? undefined : email
  } catch {
    return undefined
  }
}
