import type {AccessList} from '../model/account-facts.js'
import type {App, Member, Space, Team} from '../model/facts.js'
import type {User} from '../model/resource-ref.js'
import type {FactEditor} from './fact-editor.js'
import type {Identity} from './lookups.js'

import {concatenate} from '../model/fact-rows.js'
import {emailOf, membersAmong, showOutsiders} from '../model/membership.js'
import {isVariable} from './command-effect.js'
import {bodyByEitherKey, updateByEitherKey} from './lookups.js'

/** Someone by address and id. */
type Person = NonNullable<User>

/** Whether an entry of a list is the person with an address. */
export const isPerson = (entry: Person | null | undefined, email: string): boolean =>
  entry?.email?.toLowerCase() === email.toLowerCase()

/** The user with an address, by the id that a list gives them; without an address where it isn't known. */
export function userOf(editor: FactEditor, email: string): Person {
  if (isVariable(email)) return {id: editor.newId()}
  const known = usersIn(editor).find(user => user.id !== undefined && isPerson(user, email))
  return {email, id: known?.id ?? editor.newId()}
}

const usersIn = (editor: FactEditor): readonly Person[] =>
  concatenate<Person | null | undefined>([
    editor.bodiesOf('account'),
    ...editor.bodiesOf('members').map(members => members.map(asPerson)),
    ...[
      ...editor.bodiesOf('collaborators'),
      ...editor.bodiesOf('invitations'),
      ...editor.bodiesOf('enterpriseMembers'),
    ].map(entries => entries.map(({user}) => user)),
    ...editor.bodiesOf('teamPermissions').flatMap(lists => lists.map(({users}) => users ?? [])),
  ]).filter(person => person !== null && person !== undefined)

/** A member as the user that it is. */
export function asPerson(member: Member): Person {
  const {id} = member.user ?? {}
  return {email: emailOf(member) ?? null, ...(id === undefined ? {} : {id})}
}

/** The members of a team; undefined where they weren't read. */
export function membersOfTeam(editor: FactEditor, team: Identity): readonly Member[] | undefined {
  const entries = bodyByEitherKey(editor, 'members', team)
  return entries && membersAmong(entries)
}

/** The team that an app or a space names, by both keys; undefined where it names none. */
export function teamNamedBy({team}: Pick<App, 'team'>): Identity | undefined {
  const key = team?.name ?? team?.id
  return key === undefined ? undefined : {id: team?.id ?? key, name: key}
}

const accessListsOf = (editor: FactEditor, team: Identity): readonly AccessList[] | undefined =>
  bodyByEitherKey(editor, 'teamPermissions', team)

/** Whether the access lists of a team are known to name outsiders. */
export function outsidersShow(editor: FactEditor, team: Identity): boolean {
  const lists = accessListsOf(editor, team)
  const members = membersOfTeam(editor, team)
  return lists !== undefined && members !== undefined && showOutsiders(lists, members)
}

/**
 * Changes who is in a team or in its access lists. Where the lists no longer prove that they name outsiders, apps are
 * read one by one, so what the lists said is put there.
 */
export function changePeople(editor: FactEditor, team: Identity, change: () => void): void {
  const wereShown = outsidersShow(editor, team)
  change()
  if (!wereShown || outsidersShow(editor, team)) return
  for (const {name, type, users} of accessListsOf(editor, team) ?? [])
    if (type === 'app' && name && users && !editor.bodyOf('collaborators', name))
      editor.put(
        'collaborators',
        [name],
        users.map(({email, id}) => ({user: {email: email ?? null, ...(id === undefined ? {} : {id})}})),
      )
}

/** Changes the access lists of a team that are about some of its resources. */
export function changeAccessLists(
  editor: FactEditor,
  team: Identity,
  isMeant: (list: AccessList) => boolean,
  change: (list: AccessList) => AccessList,
): void {
  updateByEitherKey(editor, 'teamPermissions', team, lists => lists.map(list => (isMeant(list) ? change(list) : list)))
}

/**
 * Leaves it open what someone who leaves a team keeps: Heroku doesn't document whether they stay a collaborator of the
 * apps and spaces that name them.
 */
export function leaveAccessOpen(editor: FactEditor, team: Team, email: string): void {
  const names = ({users}: AccessList) => users?.some(user => isPerson(user, email)) ?? false
  const lists = (accessListsOf(editor, team) ?? []).filter(list => list.type === 'app' && names(list))
  changeAccessLists(editor, team, names, list => ({...list, users: null}))
  for (const {name} of lists) if (name) editor.putUnknown('collaborators', name)
  leaveListsOpen(editor, 'collaborators', appsOfTeam(editor, team), email)
  leaveListsOpen(editor, 'spaceMembers', spacesOfTeam(editor, team), email)
}

/** Makes the lists of some resources unknown that name a person. */
function leaveListsOpen(
  editor: FactEditor,
  kind: 'collaborators' | 'spaceMembers',
  owners: readonly Identity[],
  email: string,
): void {
  for (const {id, name} of owners)
    for (const key of [name, id])
      if (editor.bodyOf(kind, key)?.some(({user}) => isPerson(user, email))) editor.putUnknown(kind, key)
}

const spacesOfTeam = (editor: FactEditor, {id, name}: Identity): Space[] =>
  [...editor.bodiesOf('spaces').flat(), ...editor.bodiesOf('space')].filter(
    ({team}) => team?.id === id || team?.name === name,
  )

const appsOfTeam = (editor: FactEditor, {id, name}: Identity): App[] =>
  [...editor.bodiesOf('apps').flat(), ...editor.bodiesOf('app')].filter(
    ({team}) => team?.id === id || team?.name === name,
  )
