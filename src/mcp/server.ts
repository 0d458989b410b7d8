import type {Readable, Writable} from 'node:stream'
import type {ToolResult} from './call-tool.js'

import {Server} from '@modelcontextprotocol/sdk/server/index.js'
import {StdioServerTransport} from '@modelcontextprotocol/sdk/server/stdio.js'
import {CallToolRequestSchema, ErrorCode, ListToolsRequestSchema, McpError} from '@modelcontextprotocol/sdk/types.js'

import {sanitizePlainText} from '../foundation/plain-text.js'
import {UserError} from '../foundation/user-error.js'

/** What is served. */
export interface Service {
  readonly version: string
  readonly instructions: string
  /** Tools as the protocol lists them. */
  readonly tools: ReadonlyArray<Readonly<Record<string, unknown>>>
  /** The result of a call; undefined for a tool that doesn't exist. */
  readonly call: (name: string, given: Readonly<Record<string, unknown>>) => Promise<ToolResult> | undefined
}

/** Where requests come from and answers go to. */
export interface Channel {
  readonly input: Readable
  readonly output: Writable
  /** Told what isn't part of the protocol. */
  readonly log: (line: string) => void
  readonly signal: AbortSignal
}

/** Bytes of one request: no call of these tools needs a hundredth of it. */
const maxRequestBytes = 262_144

const name = 'heroku-compliance'

/**
 * Answers requests until the input ends, nobody reads the output, or the signal says so.
 *
 * @throws UserError for a request that is too long to be one
 */
export async function serve(service: Service, {input, log, output, signal}: Channel): Promise<void> {
  // The high-level server describes tools by zod schemas, and would add two thirds to what is loaded.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const server = new Server(
    {name, title: 'Heroku compliance', version: service.version},
    {capabilities: {tools: {}}, instructions: service.instructions},
  )
  server.setRequestHandler(ListToolsRequestSchema, () => ({tools: [...service.tools]}))
  const pending = new Set<Promise<unknown>>()
  server.setRequestHandler(CallToolRequestSchema, async ({params}) => {
    const call = service.call(params.name, params.arguments ?? {})
    if (call) {
      pending.add(call)
      const result = await call.finally(() => pending.delete(call))
      return {...result, content: [...result.content]}
    }

    throw new McpError(ErrorCode.InvalidParams, `There is no tool "${sanitizePlainText(params.name.slice(0, 60))}".`)
  })
  server.onerror = error => {
    if (isUnreadable(error)) log('A line on stdin was not a message of the protocol, and was ignored.')
  }

  const ended = whenEnded(input, output, signal)
  const closed = new Promise<'closed'>(resolve => {
    server.onclose = () => resolve('closed')
  })
  await server.connect(new StdioServerTransport(input, output, {maxBufferSize: maxRequestBytes}))
  // The transport closes itself only for what is too long.
  const isTooLong = (await Promise.race([ended, closed])) === 'closed'
  // What was asked before the end is answered first: closing would drop it.
  await nextTurn()
  await Promise.allSettled(pending)
  await nextTurn()
  await server.close()
  input.destroy()
  if (isTooLong)
    throw new UserError(
      `A request was longer than ${maxRequestBytes} bytes, so the server stopped.`,
      'Start it again; no tool needs a request of that size.',
    )
}

const nextTurn = () => new Promise(resolve => setImmediate(resolve))

/** Whether what was read can't be parsed, or isn't of the protocol. */
const isUnreadable = (error: Error): boolean => error instanceof SyntaxError || 'issues' in error

/** Resolves when no request can come, or no answer can be read. */
const whenEnded = (input: Readable, output: Writable, signal: AbortSignal): Promise<'ended'> =>
  new Promise(resolve => {
    const end = () => resolve('ended')
    input.once('end', end).once('close', end)
    output.once('error', end).once('close', end)
    signal.addEventListener('abort', end, {once: true})
    if (signal.aborted) end()
  })
