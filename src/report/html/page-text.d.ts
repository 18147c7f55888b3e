/** The page's style and script (`page/`), made one text each by whoever bundles or tests (`scripts/build/page-text.mjs`). */
declare module 'page:text' {
  export const STYLE: string;
  export const SCRIPT: string;
}
