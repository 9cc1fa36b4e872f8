import { h } from './element.ts';

const key = 'terrain.theme';
const themes = { auto: 'Thème du système', light: 'Thème clair', dark: 'Thème sombre' } as const;
type Theme = keyof typeof themes;

/** The theme that was chosen on this machine, at once; the system's unless said. */
export function applyTheme(theme: Theme = chosenTheme()): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Goes round the three themes. */
export function themeButton(): HTMLElement {
  const button = h('button', { type: 'button', class: 'icon-button theme', 'data-theme-is': chosenTheme() });
  const describe = (theme: Theme) => {
    button.dataset.themeIs = theme;
    button.title = themes[theme];
    button.setAttribute('aria-label', `${themes[theme]} ; changer`);
  };
  describe(chosenTheme());
  button.addEventListener('click', () => {
    const names: readonly Theme[] = ['auto', 'light', 'dark'];
    const next = names[(names.indexOf(chosenTheme()) + 1) % names.length] ?? 'auto';
    localStorage.setItem(key, next);
    applyTheme(next);
    describe(next);
  });
  return button;
}

function chosenTheme(): Theme {
  const kept = localStorage.getItem(key);
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
}
