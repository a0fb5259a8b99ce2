'use client'

import { FileInput } from 'lucide-react'
import { openTemplate } from '@/components/state/opening'
import { closeDialog, openDialog } from '@/components/state/view'
import { Card, CardList } from '@/components/ui/card'
import { Dialog } from '@/components/ui/dialog'
import { templates } from '@/lib/design/templates/templates'
import { messages } from './messages'
import { StartForm } from './start-form'
import { TemplatePicture } from './template-picture'

/** Where a new design begins; what is open stays in the list. */
export function NewDesignDialog() {
  return (
    <Dialog title="New design" wide onClose={closeDialog}>
      <CardList note="It opens beside your other designs; the one that is open now stays as it is.">
        {templates.map((template, index) => (
          <Card
            key={template.id}
            title={template.title}
            summary={template.summary}
            isFirst={index === 0}
            picture={<TemplatePicture design={template.design()} />}
            onChoose={() => void openTemplate(template.id)}
          />
        ))}
        <Card
          title={messages.readRunning}
          summary="Machine configurations, a backup of pfSense or OPNsense, Terraform, nft: see who reaches what, then go on from there."
          picture={<FileInput aria-hidden strokeWidth={1} />}
          isApart
          onChoose={() => openDialog('import')}
        />
      </CardList>
      <StartForm />
    </Dialog>
  )
}
