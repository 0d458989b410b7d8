import {space} from './build-space.js'
import {refuse} from './build.js'
import type {FaultRule} from './types.js'

const team = 'quillgate'

/** Card data: Shield, closed but for the office and the bank, with its own log drain. */
export const vault = space('quill-vault', {
  team,
  shield: true,
  trustedIps: ['203.0.113.0/24', '198.51.100.16/32'],
  logDrain: 'https://logs.quillgate.example.com/vault',
  members: ['mara.ellison@example.com'],
})

/** Officers' tools: private, open to the whole Internet, tied to a county by VPN and to a stranger by peering. */
export const desk = space('quill-desk', {
  team,
  trustedIps: ['0.0.0.0/0'],
  vpns: [{name: 'harrow-county', publicIp: '198.51.100.7', ikeVersion: 1}],
  peerings: [{type: 'heroku-managed', aws_account_id: '999988887777'}, '444455556666'],
  members: ['mara.ellison@example.com', 'tom.varga@example.com'],
})

/** Evidence: Shield, in Montreal, run by people who keep its network to themselves. */
export const annex = space('quill-annex', {
  team,
  shield: true,
  region: 'montreal',
  trustedIps: ['203.0.113.0/24'],
  applied: false,
})

/** Citations from the street: Fir. */
export const stream = space('quill-stream', {
  team,
  generation: 'fir',
  region: 'oregon',
})

/** What is refused in the annex, and a database whose own answers do not come. */
export const refusals: FaultRule[] = [
  refuse(/^\/spaces\/quill-annex\/(inbound-rulesets?|log-drain|vpn-connections)$/),
  refuse(/^\/(client\/v11|postgres\/v0)\/databases\/evidence-index/),
]
