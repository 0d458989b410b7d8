/** What belongs to the CLI itself, so that people can log in, read help and refresh facts; and what carries secrets. */
const neverGuarded =
  /^(?:autocomplete|commands|compliance|help|mcp|plugins|repl|search|update|version|which|(?:ci:)?config)(?:$|:)/

/** Whether a command is never looked at, whatever the policy says. */
export const isNeverGuarded = (id: string): boolean =>
  neverGuarded.test(id) || ['auth:login', 'auth:logout', 'auth:whoami'].includes(id)
