import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'

interface DialogProps {
  title: string
  onClose: () => void
  children: (close: () => void) => ReactNode
}

/** A question over the page. Load it lazily: a first page never needs it. */
export function Dialog({ title, onClose, children }: DialogProps) {
  return (
    <ModalOverlay className="veil" isOpen isDismissable onOpenChange={(open) => open || onClose()}>
      <Modal className="dialog">
        <AriaDialog>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children(onClose)}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
