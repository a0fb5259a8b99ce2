/** The one list that menus, palette, key sheet and keyboard read: nothing in it twice, nothing asked of it that it lacks. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { actionGroups, labelOf } from './action'
import { actionOf, actions } from './registry'

const sources = readdirSync('components', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(join('components', path), 'utf8') }))

/** Ids that a menu, a button or a line of code asks for by name. */
function idsAsked(): { readonly path: string; readonly id: string }[] {
  const literal = /\b(?:actionOf|perform|menuItemOf|keysOf)\(\s*'([a-z-]+)'/g
  const lists = /\[((?:\s*'[a-z-]+',?)+)\s*\]\s*\.flatMap\(\s*(?:menuItemOf|itemOf)/g
  // Menus of things: lists of ids alone.
  const things = /\[((?:\s*'[a-z-]+',?)+)\s*\]/g
  return sources.flatMap(({ path, text }) => [
    ...[...text.matchAll(literal)].map(([, id = '']) => ({ path, id })),
    ...[...text.matchAll(lists)].flatMap(([, list = '']) =>
      [...list.matchAll(/'([a-z-]+)'/g)].map(([, id = '']) => ({ path, id })),
    ),
    ...(path.endsWith('pointed-of.ts') ? [...text.matchAll(things)] : []).flatMap(([, list = '']) =>
      [...list.matchAll(/'([a-z-]+)'/g)].map(([, id = '']) => ({ path, id })),
    ),
  ])
}

describe('the actions', () => {
  it('have an id each, and a label that begins with a capital', () => {
    expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length)
    for (const action of actions) expect(labelOf(action)).toMatch(/^[A-Z]/)
    for (const { group } of actions) expect(actionGroups).toContain(group)
  })

  it('share no key', () => {
    const keys = actions.flatMap(({ keys: own = [] }) => own)
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  })

  it('leave the browser its own keys', () => {
    const keys = actions.flatMap(({ keys: own = [] }) => own)
    const taken = ['Mod+T', 'Mod+W', 'Mod+N', 'Mod+R', 'Mod+P', 'Mod+F', 'Mod+E', 'Mod+Shift+P', 'Mod+Shift+S']
    expect(keys.filter((key) => taken.includes(key))).toEqual([])
  })

  it('are there for every menu and button that names one', () => {
    const asked = idsAsked()
    expect(asked.length).toBeGreaterThan(10)
    expect(asked.filter(({ id }) => actionOf(id) === undefined)).toEqual([])
  })
})
