import type {ChildProcessWithoutNullStreams} from 'node:child_process'

import {spawn} from 'node:child_process'

export interface Position {
  readonly character: number
  readonly line: number
}

export interface Diagnostic {
  readonly message: string
  readonly range: {readonly end: Position; readonly start: Position}
}

export interface Completion {
  readonly documentation?: string | {readonly value: string}
  readonly insertText?: string
  readonly label: string
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: {
    readonly diagnostics?: readonly Diagnostic[]
    readonly items?: readonly unknown[]
    readonly uri?: string
  }
  readonly result?: unknown
}

const headerEnd = '\r\n\r\n'

/** The messages at the start of a buffer, and what follows them: each has a header with its length, as in HTTP. */
function messagesIn(buffer: Buffer): {readonly messages: readonly Message[]; readonly rest: Buffer} {
  const messages: Message[] = []
  let rest = buffer
  for (;;) {
    const end = rest.indexOf(headerEnd)
    const [, length] = /Content-Length: (\d+)/i.exec(rest.subarray(0, Math.max(0, end)).toString()) ?? []
    const start = end + headerEnd.length
    if (length === undefined || rest.length < start + Number(length)) return {messages, rest}
    messages.push(JSON.parse(rest.subarray(start, start + Number(length)).toString()) as Message)
    rest = rest.subarray(start + Number(length))
  }
}

/** A language server as an editor has it: a program that is told of documents, and asked about places in them. */
export class LanguageServer {
  private readonly program: ChildProcessWithoutNullStreams
  private readonly answers = new Map<number, (result: unknown) => void>()
  private readonly diagnosticsByUri = new Map<string, (diagnostics: readonly Diagnostic[]) => void>()
  private readonly settings: Readonly<Record<string, unknown>>
  private received = Buffer.alloc(0)
  private lastId = 0

  /** @param settings the settings of the editor, by section */
  constructor(program: string, args: readonly string[], settings: Readonly<Record<string, unknown>>) {
    this.settings = settings
    this.program = spawn(program, args)
    this.program.stdout.on('data', (chunk: Buffer) => {
      const {messages, rest} = messagesIn(Buffer.concat([this.received, chunk]))
      this.received = Buffer.from(rest)
      for (const message of messages) this.receive(message)
    })
  }

  async start(): Promise<void> {
    await this.ask('initialize', {
      capabilities: {
        textDocument: {completion: {completionItem: {documentationFormat: ['markdown']}}, hover: {}},
        workspace: {configuration: true},
      },
      processId: process.pid,
      rootUri: null,
    })
    this.tell('initialized', {})
    this.tell('workspace/didChangeConfiguration', {settings: this.settings})
  }

  async stop(): Promise<void> {
    const closed = new Promise(resolve => this.program.once('close', resolve))
    this.program.kill()
    await closed
  }

  /** Opens a document and waits for what is wrong in it. */
  open(uri: string, text: string): Promise<readonly Diagnostic[]> {
    const diagnostics = new Promise<readonly Diagnostic[]>(resolve => this.diagnosticsByUri.set(uri, resolve))
    this.tell('textDocument/didOpen', {textDocument: {languageId: 'yaml', text, uri, version: 1}})
    return diagnostics
  }

  async complete(uri: string, position: Position): Promise<readonly Completion[]> {
    const result = await this.ask('textDocument/completion', {position, textDocument: {uri}})
    return (result as {readonly items: readonly Completion[]}).items
  }

  async hover(uri: string, position: Position): Promise<string> {
    const result = await this.ask('textDocument/hover', {position, textDocument: {uri}})
    return (result as null | {readonly contents: {readonly value: string}})?.contents.value ?? ''
  }

  private ask(method: string, params: object): Promise<unknown> {
    const id = ++this.lastId
    const answer = new Promise(resolve => this.answers.set(id, resolve))
    this.send({id, method, params})
    return answer
  }

  private tell(method: string, params: object): void {
    this.send({method, params})
  }

  private send(message: object): void {
    const body = JSON.stringify({jsonrpc: '2.0', ...message})
    this.program.stdin.write(`Content-Length: ${Buffer.byteLength(body)}${headerEnd}${body}`)
  }

  private receive({id, method, params = {}, result}: Message): void {
    if (method === undefined) this.answers.get(id ?? 0)?.(result)
    else if (method === 'textDocument/publishDiagnostics')
      this.diagnosticsByUri.get(params.uri ?? '')?.(params.diagnostics ?? [])
    // The server asks for settings, and for leave to register what it can do.
    else if (id !== undefined) this.send({id, result: this.settingsFor(params.items)})
  }

  private settingsFor(items: readonly unknown[] | undefined): unknown {
    return items?.map(item => this.settings[(item as {readonly section: string}).section] ?? null) ?? null
  }
}
