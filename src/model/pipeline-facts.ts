export interface Pipeline {
  readonly id: string
  readonly name: string
  /** A team or a user; null where nobody owns it. */
  readonly owner?: null | {readonly id?: string; readonly type?: null | string}
}

/** That an app is in a pipeline, at a stage of it. */
export interface PipelineCoupling {
  readonly app: {readonly id?: string; readonly name?: string}
  readonly pipeline?: {readonly id?: string; readonly name?: string}
  readonly stage?: null | string
}

export interface ReviewAppConfig {
  /** A space or a region. */
  readonly deploy_target?: null | {readonly id?: string; readonly type?: null | string}
}
