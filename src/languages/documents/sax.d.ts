/** What is used here of a package that brings no types. */
declare module 'sax' {
  export interface SaxParser {
    /** How many characters were read. */
    readonly position: number;
    /** Where the tag that is told of begins: behind its `<`. */
    readonly startTagPosition: number;
    error: Error | null;
    onerror: (error: Error) => void;
    onopentag: (tag: { readonly name: string; readonly isSelfClosing: boolean }) => void;
    onclosetag: (name: string) => void;
    write(text: string): this;
    close(): this;
    resume(): this;
  }
  const sax: { parser(strict: boolean, options: { readonly position: boolean }): SaxParser };
  export default sax;
}
