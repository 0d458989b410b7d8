/** Why the screen can't be drawn; undefined where it can. */
export function screenObstacle(env: NodeJS.ProcessEnv): string | undefined {
  if (!(process.stdin.isTTY && process.stdout.isTTY)) return 'stdin or stdout is none'
  if (env['TERM'] === 'dumb') return 'TERM is dumb'
  // The same variables as those with which ink draws nothing.
  const name = Object.keys(env).find(
    key => (key === 'CI' || key === 'CONTINUOUS_INTEGRATION') && env[key] !== '0' && env[key] !== 'false',
  )
  return name === undefined ? undefined : `${name} is set, so no person is expected there`
}
