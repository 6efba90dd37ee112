/** The page's own style; no font, picture or script comes from elsewhere. */
export const style = `
:root{--ink:#1b1f24;--soft:#57606a;--paper:#fff;--panel:#f6f8fa;--line:#d0d7de;--accent:#0a58ca;--warn:#7a4b00;--warnback:#fff4d6;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9aa7b4;--paper:#0d1117;--panel:#161b22;--line:#30363d;--accent:#79b8ff;--warn:#f2cc60;--warnback:#2b2410}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,sans-serif}
main,header{max-width:72rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.5rem}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .25rem;overflow-wrap:anywhere}
h2{font-size:1.25rem;margin:2.5rem 0 .75rem}
h3{font-size:1.05rem;margin:1.25rem 0 .5rem}
section{scroll-margin-top:1rem}
.quiet{color:var(--soft);font-weight:400}
.lead{font-size:1.2rem;max-width:56rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.warning{background:var(--warnback);color:var(--warn);border-left:4px solid currentColor;padding:.5rem .75rem;margin:.75rem 0;max-width:56rem}
.unknown{color:var(--warn);font-style:italic}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:1rem}
.card{display:grid;grid-template-rows:subgrid;grid-row:span 6;row-gap:.25rem;background:var(--panel);border:1px solid var(--line);border-radius:.5rem;padding:1rem}
.card h3{margin:0 0 .5rem}
#backwards .card{margin:.75rem 0;overflow-wrap:anywhere}
#backwards dl{grid-template-columns:auto 1fr}
#backwards dd{text-align:left}
.card p{margin:.25rem 0}
.card ul{font-size:.95rem}
.warning p,.warning h3{margin:.25rem 0}
.warning li{margin:.35rem 0;overflow-wrap:anywhere}
dd.wide{grid-column:1/-1;text-align:left;font-size:.9rem}
.rank{display:inline-grid;place-items:center;width:1.6rem;height:1.6rem;border-radius:50%;background:var(--accent);color:var(--paper);font-size:.9rem}
.big{font-size:1.5rem;font-weight:600}
.big small{font-size:.9rem;font-weight:400}
dl{display:grid;align-content:start;grid-template-columns:1fr auto;gap:.15rem .75rem;margin:.75rem 0;font-size:.95rem}
dt{color:var(--soft)}
dd{margin:0;text-align:right}
button.figure{all:unset;cursor:pointer;font-variant-numeric:tabular-nums;text-decoration:underline dotted var(--soft);text-underline-offset:.2em}
button.figure:hover{text-decoration-style:solid;color:var(--accent)}
:focus-visible,button.figure:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
button.figure.unknown{color:var(--warn);font-style:italic}
.scroll{overflow-x:auto;margin:1rem 0;position:relative}
table{border-collapse:collapse;width:100%;font-size:.95rem}
caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{padding:.4rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;min-width:6rem}
thead th{border-bottom:2px solid var(--line)}
tbody th{font-weight:400;color:var(--soft);background:var(--paper);position:sticky;left:0;min-width:9rem;max-width:18rem}
ul.plain{margin:0;padding-left:1rem}
.ranking{list-style:none;counter-reset:rank;padding:0}
.ranking li{counter-increment:rank;display:grid;grid-template-columns:1.5rem minmax(0,1fr) 9rem 4rem 18rem;gap:.25rem .75rem;align-items:center;padding:.35rem 0;border-bottom:1px solid var(--line)}
.ranking li::before{content:counter(rank) ".";color:var(--soft)}
meter{width:100%}
tr.group th{position:static;max-width:none;padding-top:1rem;font-weight:600;color:var(--ink);border-bottom:2px solid var(--line)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,28rem),1fr));gap:1.5rem}
figure{margin:0;background:var(--panel);border:1px solid var(--line);border-radius:.5rem;padding:1rem}
figcaption{font-weight:600;margin-bottom:.5rem}
figure svg{display:block;width:100%;height:auto}
figure svg text{fill:var(--ink)}
figure svg .role-axis-grid line,figure svg .role-axis-domain line,figure svg .role-axis-tick line{stroke:var(--line)}
details{border-top:1px solid var(--line);padding:.5rem 0}
summary{cursor:pointer;font-weight:600;padding:.25rem 0}
.fields{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:.5rem 2rem;padding:.5rem 0}
label{display:flex;gap:.75rem;justify-content:space-between;align-items:center}
label>span{min-width:0;overflow-wrap:anywhere}
label small{display:block}
input{width:8.5rem;flex:none;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:.3rem;padding:.35rem .5rem;text-align:right}
input.changed{border-color:var(--accent);border-width:2px}
main button:not(.figure),dialog button:not(.figure){font:inherit;color:var(--ink);background:var(--panel);border:1px solid var(--soft);border-radius:.3rem;padding:.4rem .9rem;cursor:pointer}
dialog{max-width:min(40rem,92vw);color:var(--ink);background:var(--paper);border:1px solid var(--line);border-radius:.5rem;padding:1.25rem}
dialog::backdrop{background:#0008}
dialog dl{grid-template-columns:auto 1fr}
dialog dd{text-align:left;overflow-wrap:anywhere}
dialog ul{max-height:14rem;overflow:auto}
footer{max-width:72rem;margin:3rem auto 2rem;padding:0 1rem;color:var(--soft)}
@media (max-width:40rem){.lead{font-size:1.1rem}h1{font-size:1.4rem}th,td{min-width:8rem}.ranking li{grid-template-columns:1.5rem minmax(0,1fr) 4rem}.ranking meter{grid-column:2;grid-row:2}.ranking li>span.quiet{grid-column:2/-1}tbody th{min-width:8rem;max-width:9rem}}
@media print{body{font-size:10pt}#assumptions,#reset,#print{display:none}details:not([open])>:not(summary){display:none}.card,figure{break-inside:avoid}button.figure{text-decoration:none}.scroll{overflow:visible}tbody th{position:static}}
`;
