/** The style of the page that shows an API. */
export const docsStyle = `
:root{color-scheme:light dark;--line:light-dark(#d5d5dc,#44444e);--soft:light-dark(#f5f5f8,#24242b);--accent:light-dark(#0b57a4,#8cc4ff)}
body{font:16px/1.5 system-ui,sans-serif;margin:0;background:light-dark(#fff,#18181d);color:light-dark(#1b1b1f,#ececf1)}
main{max-width:56rem;margin:2rem auto;padding:0 1rem}
h2{margin:2rem 0 .5rem;font-size:1.2rem}
details{border:1px solid var(--line);border-radius:6px;margin:.4rem 0}
summary{padding:.5rem .75rem;cursor:pointer;display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline}
summary b{min-width:4rem;color:var(--accent)}
details>div{padding:0 .75rem .75rem}
code,pre,textarea,input{font:14px/1.45 ui-monospace,monospace}
pre{background:var(--soft);padding:.6rem;border-radius:4px;overflow:auto;max-height:24rem;white-space:pre-wrap;overflow-wrap:anywhere}
label{display:block;margin:.4rem 0}
label span{display:block;font-size:.9rem}
input,textarea{width:100%;box-sizing:border-box;padding:.35rem;border:1px solid var(--line);border-radius:4px;background:inherit;color:inherit}
textarea{min-height:8rem}
button{font:inherit;padding:.35rem .9rem;border:1px solid var(--accent);border-radius:4px;background:var(--accent);color:light-dark(#fff,#18181d);cursor:pointer}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:.9rem}
td{border-top:1px solid var(--line);padding:.25rem .5rem;vertical-align:top}
`;
