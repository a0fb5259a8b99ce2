/** The screens and states that `look.mjs` pictures, each reached as a person would reach it. */

const isNarrow = (width) => width < 1100
const press = (page, name) => page.getByRole('button', { name }).first().click()

/** A view of the result, by its tab or by the bar at the foot of a narrow window. */
async function view(page, width, name) {
  const short = { 'Who reaches what': 'Reach' }[name] ?? name
  if (isNarrow(width))
    await page.getByRole('navigation', { name: 'Parts' }).getByRole('button', { name: short }).click()
  else await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
}

const viewOf = (name) => (page, width) => view(page, width, name)

async function command(page, text) {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Command, node, rule or file' }).waitFor()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

/** Widens an admin prefix in the first file: the moment of delight. */
async function breakProof(page, width) {
  await view(page, width, 'Files')
  await page.getByRole('textbox', { name: /^Text of/ }).evaluate((area) => {
    const end = area.value.indexOf('198.51.100.0/24') + '198.51.100.0/24'.length
    area.focus()
    area.setSelectionRange(end - 2, end)
  })
  await page.keyboard.type('16')
  await page
    .getByText(/now reaches/)
    .first()
    .waitFor({ state: 'attached' })
}

const base = {
  version: 1,
  name: 'prod-fra',
  posture: 'standard',
  cni: { plugin: 'cilium' },
  admin: [
    { name: 'office', cidr: '198.51.100.0/24' },
    { name: 'vpn', cidr: '203.0.113.64/27', may: ['talos'] },
  ],
  subnets: [
    { name: 'control', cidrs: ['10.0.0.0/24'] },
    { name: 'workers', cidrs: ['10.0.16.0/20'] },
    { name: 'edge', cidrs: ['10.0.64.0/26'], vlan: 64 },
  ],
  nodes: [11, 12, 13].map((host, index) => ({
    name: `cp-${index + 1}`,
    role: 'controlplane',
    subnet: 'control',
    addresses: [`10.0.0.${host}`],
  })),
  expectations: [{ ask: '203.0.113.9 -> cp-1 tcp/50000', want: 'deny' }],
}
const several = {
  ...base,
  pools: [{ name: 'general', role: 'worker', subnet: 'workers', count: 994 }],
  nodes: [
    ...base.nodes,
    { name: 'gpu-1', role: 'worker', subnet: 'workers', addresses: ['10.0.16.11'] },
    { name: 'gpu-2', role: 'worker', subnet: 'workers', addresses: ['10.0.16.12'] },
  ],
  loadBalancers: [{ name: 'api', addresses: ['10.0.64.10'], for: ['kubernetes-api'] }],
  targets: { talos: {}, nftables: {}, 'terraform-aws': {}, pfsense: {} },
}

/** Named nodes without pools, as many as asked. */
function named(count) {
  const nodes = Array.from({ length: count - 3 }, (_, index) => ({
    name: `worker-${index + 1}`,
    role: 'worker',
    subnet: 'workers',
    addresses: [`10.1.${(index + 10) >> 8}.${(index + 10) & 255}`],
  }))
  const subnets = [
    { name: 'control', cidrs: ['10.0.0.0/24'] },
    { name: 'workers', cidrs: ['10.1.0.0/16'] },
  ]
  return { ...base, name: `named-${count}`, subnets, nodes: [...base.nodes, ...nodes] }
}

const faulty = {
  ...base,
  name: 'faulty',
  subnets: [...base.subnets, { name: 'twice', cidrs: ['10.0.0.0/25'] }],
  nodes: [...base.nodes, { name: 'lost', role: 'worker', subnet: 'workers', addresses: ['192.0.2.5'] }],
}

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
  { name: 'palette', open: (page) => page.keyboard.press('Control+k') },
  { name: 'keys', open: (page) => page.keyboard.press('?') },
  { name: 'new', open: (page) => command(page, 'New design') },
  { name: 'import', open: (page) => command(page, 'Open a design file') },
  { name: 'designs', kept: { design: several }, open: (page) => command(page, 'All designs') },
  { name: 'designs-menu', kept: { design: several }, open: (page) => press(page, /, designs$/) },
  { name: 'share', open: (page) => press(page, 'Share') },
  { name: 'download-menu', open: (page) => press(page, 'Download') },
  {
    name: 'context-menu',
    open: (page) => page.getByRole('gridcell', { name: /^cp-1/ }).click({ button: 'right' }),
  },
  {
    name: 'move',
    open: async (page) => {
      await page.getByRole('gridcell', { name: /^cp-3/ }).click()
      await page.keyboard.press('m')
    },
  },
  {
    name: 'received',
    open: async (page) => {
      await press(page, 'Share')
      const field = page.getByRole('textbox', { name: 'Link to this design' })
      await page.waitForTimeout(400)
      const link = await field.inputValue()
      await page.evaluate(() => localStorage.clear())
      await page.goto('about:blank')
      await page.goto(link)
      await page.getByText('Shared design.').waitFor()
    },
  },
  { name: 'received-broken', at: '/#d=0.AAAA', open: (page) => page.getByText(/could not be opened/).waitFor() },
  {
    name: 'blank',
    open: async (page) => {
      await command(page, 'New design')
      await press(page, /^Blank/)
      await page.waitForTimeout(300)
    },
  },
  {
    name: 'empty',
    kept: { design: { version: 1, name: 'empty', subnets: [{ name: 'control', cidrs: ['10.0.0.0/24'] }], nodes: [] } },
    open: viewOf('Who reaches what'),
  },
  {
    name: 'print',
    open: async (page) => {
      await page.waitForTimeout(4000)
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
      await page.emulateMedia({ media: 'print' })
    },
  },
]
