/** The screens and states of the designer that `look.mjs` pictures, each reached as a person would reach it. */
import { faulty, lockedOut, named, several } from './look-designs.mjs'
import { breakProof, command, press, view, viewOf } from './look-steps.mjs'

export const screens = [
  { name: 'opening' },
  { name: 'grid', open: viewOf('Who reaches what') },
  {
    name: 'grid-open',
    open: async (page, width) => {
      await view(page, width, 'Who reaches what')
      const zone = page.getByRole('row', { name: /^Control plane/ }).getByRole('rowheader')
      await zone.focus()
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowRight')
    },
  },
  { name: 'rules', open: viewOf('Rules') },
  { name: 'files', open: viewOf('Files') },
  { name: 'findings', open: viewOf('Findings') },
  { name: 'broken-files', open: breakProof },
  {
    name: 'broken-grid',
    open: async (page, width) => {
      await breakProof(page, width)
      await view(page, width, 'Who reaches what')
    },
  },
  {
    name: 'broken-proof',
    open: async (page, width) => {
      await breakProof(page, width)
      await press(page, /^Proof of/)
    },
  },
  {
    name: 'unread-file',
    kept: { design: several, files: { 'talos/controlplane.patch.yaml': 'apiVersion: v1alpha1\nkind: [oops\n' } },
    open: viewOf('Files'),
  },
  {
    name: 'selected-node',
    open: (page) => page.getByRole('gridcell', { name: /^cp-1/ }).click(),
  },
  {
    name: 'selected-subnet',
    open: (page) =>
      page
        .getByRole('row', { name: /^workers/ })
        .first()
        .click({ position: { x: 80, y: 10 } }),
  },
  {
    name: 'selected-cell',
    open: async (page, width) => {
      await view(page, width, 'Who reaches what')
      await page
        .getByRole('treegrid', { name: /^Who/ })
        .getByRole('row', { name: /office|Admin/ })
        .first()
        .getByRole('gridcell')
        .first()
        .click()
    },
  },
  {
    name: 'why-cell',
    open: async (page, width) => {
      await view(page, width, 'Who reaches what')
      await page
        .getByRole('treegrid', { name: /^Who/ })
        .getByRole('row', { name: /^Admin/ })
        .getByRole('gridcell')
        .first()
        .focus()
      await page.keyboard.press('w')
    },
  },
  {
    name: 'cell-menu',
    open: async (page, width) => {
      await view(page, width, 'Who reaches what')
      const row = page.getByRole('treegrid', { name: /^Who/ }).getByRole('row', { name: /^Admin/ })
      await row.getByRole('gridcell').first().click({ button: 'right' })
    },
  },
  {
    name: 'finding-menu',
    open: async (page, width) => {
      await view(page, width, 'Findings')
      await page.locator('[data-finding]').first().click({ button: 'right' })
    },
  },
  {
    name: 'selected-rule',
    open: async (page, width) => {
      await view(page, width, 'Rules')
      await page.locator('[data-rule]').first().click()
    },
  },
  { name: 'answer', open: (page) => press(page, /^Answer/) },
  {
    name: 'answer-several',
    kept: { design: several },
    open: async (page) => {
      await page.getByRole('combobox', { name: 'Ask about a packet' }).fill('internet -> cp-1 kubernetes-api')
      await page.getByRole('combobox', { name: 'Ask about a packet' }).press('Enter')
      await page.getByRole('dialog', { name: 'Answer' }).waitFor()
    },
  },
  {
    name: 'allow-this',
    open: async (page) => {
      await press(page, /^Answer/)
      await press(page, 'Allow this…')
      await page.getByRole('article').first().waitFor()
    },
  },
  {
    name: 'compare',
    open: async (page) => {
      await page.getByRole('textbox', { name: /^Admin networks/ }).fill('192.0.2.0/24')
      await page.keyboard.press('Enter')
      await page.waitForTimeout(400)
      await command(page, 'Compare with another')
      await page.getByText(/classes? lost/).waitFor()
    },
  },
  {
    name: 'question-typing',
    open: async (page) => {
      await page.getByRole('combobox', { name: 'Ask about a packet' }).fill('office -> cp')
    },
  },
  { name: 'cluster-settings', open: (page) => press(page, 'All settings of the cluster') },
  {
    name: 'add-product',
    open: async (page, width) => {
      await view(page, width, 'Files')
      await press(page, 'Add a product…')
      await page.getByRole('dialog', { name: 'Add a product' }).waitFor()
    },
  },
  { name: 'roomy', open: (page) => command(page, 'Use roomy rows') },
  { name: 'several', kept: { design: several } },
  { name: 'several-grid', kept: { design: several }, open: viewOf('Who reaches what') },
  { name: 'several-rules', kept: { design: several }, open: viewOf('Rules') },
  { name: 'several-files', kept: { design: several }, open: viewOf('Files') },
  { name: 'several-findings', kept: { design: several }, open: viewOf('Findings') },
  { name: 'named-1000', kept: { design: named(1000) } },
  {
    name: 'named-1000-grid',
    kept: { design: named(1000) },
    open: async (page, width) => {
      await view(page, width, 'Who reaches what')
      await page
        .getByRole('treegrid', { name: /^Who/ })
        .getByRole('row', { name: /^Workers/ })
        .getByRole('rowheader')
        .click()
    },
  },
  { name: 'named-5000', kept: { design: named(5000) } },
  {
    name: 'named-5000-filter',
    kept: { design: named(5000) },
    open: async (page, width) => {
      await view(page, width, 'Who reaches what')
      await page.getByRole('textbox', { name: 'Filter by port or name' }).fill('worker-4321')
      await page.waitForTimeout(1500)
    },
  },
  { name: 'locked-out', kept: { design: lockedOut }, open: viewOf('Findings') },
  { name: 'faulty', kept: { design: faulty } },
  { name: 'faulty-findings', kept: { design: faulty }, open: viewOf('Findings') },
  {
    name: 'changed',
    open: async (page, width) => {
      await page.getByRole('textbox', { name: /^Admin networks/ }).fill('192.0.2.0/24')
      await page.keyboard.press('Enter')
      await page.waitForTimeout(400)
      await view(page, width, 'Who reaches what')
    },
  },
  {
    name: 'choosing',
    open: async (page) => {
      await page.getByRole('combobox', { name: 'Network plugin' }).click()
      await page.keyboard.press('ArrowDown')
      await page.waitForTimeout(500)
    },
  },
]
