import {readFileSync, writeFileSync} from 'node:fs'

/** A comment, or an issue, which has more. */
export interface Note {
  readonly id: number
  readonly author: string
  readonly body: string
}

export interface Issue extends Note {
  readonly title: string
  readonly state: string
  readonly labels: readonly string[]
  readonly comments: Note[]
}

/** What a simulated GitHub knows of the repository acme/pay, and who asked it what. */
export interface GitHubState {
  /** Whose token it is. */
  login: string
  /** The folder of the git repository. */
  repository: string
  /** Comments by the number of the pull request. */
  pullRequests: Record<number, Note[]>
  issues: Issue[]
  lastId: number
  calls: Array<{readonly args: readonly string[]; readonly secrets: readonly string[]}>
  /** Whether writing is refused, as with the token of a run for a fork. */
  isReadOnly?: boolean
  isUnreadable?: boolean
}

/** The state in a file, which `gh.js` reads and writes. */
export class GitHub {
  constructor(
    readonly file: string,
    repository: string,
  ) {
    this.change({calls: [], issues: [], lastId: 100, login: 'github-actions[bot]', pullRequests: {7: []}, repository})
  }

  get state(): GitHubState {
    return JSON.parse(readFileSync(this.file, 'utf8')) as GitHubState
  }

  change(state: Partial<GitHubState>): void {
    writeFileSync(this.file, JSON.stringify({...(state.calls ? {} : this.state), ...state}))
  }
}
