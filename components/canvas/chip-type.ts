/** The kind of data a dragged chip carries: its id. */
export const chipType = 'application/x-portcullis-chip'
