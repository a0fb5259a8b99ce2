'use client'

import { Command, Download, MonitorCog, Moon, Redo2, Share2, Sun, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { labelOf } from '@/components/state/actions/action'
import { actionOf, perform } from '@/components/state/actions/registry'
import { useDesignStore } from '@/components/state/design-store'
import { useEngine } from '@/components/state/engine'
import { setPreferences, type Theme, usePreferences } from '@/components/state/preferences'
import { openDialog } from '@/components/state/view'
import { downloadLabel, worstVerdict } from '@/components/state/worst-verdict'
import { Button, IconButton } from '@/components/ui/button'
import { MenuButton } from '@/components/ui/menu'
import { verdictMarks } from '@/lib/verify/proof'
import { keysOf, menuItemOf } from './action-menu'
import { DesignsMenu } from './designs-menu'
import styles from './header.module.css'
import { Logo } from './logo'
import { SavedStatus } from './saved-status'

export function Header({ question }: { question: ReactNode }) {
  return (
    <header className={styles.header} data-pane="header">
      <h1 className={styles.brand}>
        <Logo />
        <span className={styles.brandName}>Portcullis</span>
      </h1>
      <DesignsMenu />
      <SavedStatus />
      <HistoryButtons />
      <div className={styles.question} data-question>
        {question}
      </div>
      <div className={styles.end}>
        <Button icon={<Share2 />} variant="quiet" onClick={() => openDialog('share')}>
          <span className={styles.wideOnly}>Share</span>
        </Button>
        <DownloadButton />
        <IconButton
          label="Find a command, node or file"
          keys={keysOf('palette')}
          className={styles.paletteButton}
          onClick={() => openDialog('palette')}
        >
          <Command />
        </IconButton>
        <ThemeButton />
      </div>
    </header>
  )
}

function DownloadButton() {
  const analysis = useEngine((state) => state.analysis)
  const verdict = worstVerdict(analysis?.targets.map(({ proof }) => proof.verdict) ?? [])
  const label = downloadLabel('Download', verdict)
  return (
    <MenuButton
      label={label}
      variant="primary"
      icon={<Download />}
      groups={() => [
        { id: 'download', items: ['download-bundle', 'download-design'].flatMap(menuItemOf) },
        {
          id: 'pictures',
          items: ['picture-grid-svg', 'picture-grid-png', 'picture-networks-svg', 'picture-networks-png'].flatMap(
            menuItemOf,
          ),
        },
      ]}
    >
      <span className={styles.wideOnly}>{label}</span>
      {verdict !== undefined && label !== 'Download' && <span aria-hidden>{verdictMarks[verdict]}</span>}
    </MenuButton>
  )
}

function HistoryButtons() {
  // Names what undo and redo would do now, so they follow the history.
  useDesignStore((state) => state.history)
  return (
    <div className={styles.history}>
      {(['undo', 'redo'] as const).map((id) => {
        const action = actionOf(id)
        const disabled = action?.isEnabled?.() === false
        return (
          <IconButton
            key={id}
            label={action === undefined ? id : labelOf(action)}
            keys={keysOf(id)}
            aria-disabled={disabled}
            onClick={() => perform(id)}
          >
            {id === 'undo' ? <Undo2 /> : <Redo2 />}
          </IconButton>
        )
      })}
    </div>
  )
}

const themes: readonly { readonly id: Theme; readonly label: string; readonly icon: ReactNode }[] = [
  { id: 'system', label: 'As the system', icon: <MonitorCog /> },
  { id: 'light', label: 'Light', icon: <Sun /> },
  { id: 'dark', label: 'Dark', icon: <Moon /> },
]

function ThemeButton() {
  const theme = usePreferences((state) => state.theme)
  const current = themes.find((one) => one.id === theme)
  return (
    <MenuButton
      label="Theme and rows"
      onlyIcon={current?.icon}
      groups={() => [
        {
          id: 'theme',
          title: 'Theme',
          items: themes.map(({ id, label }) => ({
            id,
            label,
            checked: id === theme,
            onSelect: () => setPreferences({ theme: id }),
          })),
        },
        { id: 'rows', items: ['density', 'single-keys', 'shortcuts'].flatMap(menuItemOf) },
      ]}
    />
  )
}
