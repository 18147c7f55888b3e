/** What every comment above a piece of ticket code holds, to be searched for. */
export const ANNOTATION_MARK = 'zoho-authtoken: ticket code';
