/** What people decided, as far as checks and controls ask for it. Absent means: nothing was said. */
export interface Policy {
  readonly allow: {
    readonly addonServices?: ReadonlyArray<{readonly name: string; readonly expires?: string}>
    readonly buildpacks?: readonly string[]
    readonly emailDomains?: readonly string[]
    readonly logHosts?: readonly string[]
    readonly peerings?: readonly string[]
    readonly publicApps?: readonly string[]
    readonly sharedAccounts?: readonly string[]
    readonly vpns?: readonly string[]
    readonly webhookHosts?: readonly string[]
  }
}

/** The policy of a team that has said nothing. */
export const noPolicy: Policy = {allow: {}}
