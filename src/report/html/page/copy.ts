/** Puts a button behind each link that leads away: it is to be opened as somebody else, as a rule. */
export function addCopyButtons(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a.external')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', 'Copy the link');
    const said = document.createElement('span');
    said.setAttribute('role', 'status');
    button.addEventListener('click', async () => {
      said.textContent = await copy(link);
    });
    link.after(' ', button, ' ', said);
  }
}

/** Where the browser keeps the clipboard to itself, the link is selected, to be copied by hand. */
async function copy(link: HTMLAnchorElement): Promise<string> {
  try {
    await navigator.clipboard.writeText(link.href);
    return 'copied';
  } catch {
    getSelection()?.selectAllChildren(link);
    return 'selected: copy it with the keyboard';
  }
}
