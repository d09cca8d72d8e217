/** Style of the page: one column for a phone, tables that scroll by themselves, dark where people want it, plain in print. */
export const style = `
:root{--ink:#1c2330;--soft:#5b6577;--line:#d6dbe4;--paper:#fff;--tint:#f5f7fa;--good:#1a7f4b;--note:#8a5a00;--ask:#2456c7;--bad:#b42318;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ef;--soft:#9aa4b5;--line:#39414f;--paper:#14181f;--tint:#1c222c;--good:#5dc48f;--note:#e0b052;--ask:#86aaff;--bad:#ff8a7a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:1120px;margin:0 auto;padding:16px}
h1{font-size:26px;line-height:1.2;margin:8px 0 12px}h2{font-size:20px;margin:32px 0 8px;border-top:1px solid var(--line);padding-top:16px}h3{font-size:16px;margin:20px 0 6px}
small{color:var(--soft);font-weight:normal;font-size:13px}a{color:var(--ask)}
code{font:13px/1.4 ui-monospace,monospace;overflow-wrap:break-word}h1,h2,p,li,summary{overflow-wrap:anywhere}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;vertical-align:top;padding:6px 10px 6px 0;border-bottom:1px solid var(--line);min-width:70px}th{color:var(--soft);font-weight:600}
td:last-child{min-width:150px}td small{display:inline-block}td:first-child span[id]{scroll-margin-top:8px}
.bar{display:flex;height:10px;border-radius:5px;overflow:hidden;gap:2px}.bar i.converted{background:var(--good)}.bar i.noted{background:var(--note)}.bar i.undecided{background:var(--ask)}.bar i.unsupported{background:var(--bad)}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:4px 20px;padding:0;margin:8px 0;color:var(--soft)}
b.converted,.good{color:var(--good)}b.noted{color:var(--note)}b.undecided{color:var(--ask)}b.unsupported{color:var(--bad)}
.open{background:var(--tint);border:1px solid var(--line);border-radius:8px;padding:4px 16px 12px}.open h2{border:0;margin-top:4px;padding-top:8px}
div.open{margin:12px 0;padding:2px 14px 4px;font-size:14px}div.open p,div.open ul{margin:6px 0}.ids{color:var(--soft)}details{border-top:1px solid var(--line);padding:6px 0}summary{cursor:pointer}summary em,li em{color:var(--soft);font-style:normal;font-size:13px}.ids code{margin-right:10px;color:var(--soft)}
.picture{overflow-x:auto;margin:12px 0}.picture svg{min-width:640px;width:100%;max-width:900px;height:auto;display:block}
svg text{fill:var(--ink);font:600 12px system-ui,sans-serif}svg text.about,svg text.legname{fill:var(--soft);font-weight:400;font-size:11px}
svg .step{fill:var(--paper);stroke:var(--line);stroke-width:1.5}svg .call{stroke:var(--ask)}svg .memory{stroke:var(--note)}svg .leg{fill:var(--tint);stroke:var(--line)}
svg .line{fill:none;stroke:var(--soft);stroke-width:1.3}svg .tip{fill:var(--soft)}
section.service{content-visibility:auto;contain-intrinsic-size:auto 1500px}section:target>h2{color:var(--ask)}
@media(max-width:600px){.wide code{overflow-wrap:anywhere}.wide thead{display:none}.wide tr{display:block;border-bottom:1px solid var(--line);padding:6px 0}.wide td{display:grid;grid-template-columns:84px 1fr;gap:10px;border:0;padding:2px 0;min-width:0}.wide td::before{content:attr(data-head);color:var(--soft)}}
@media print{summary em,li em{font-size:10px}:root{--ink:#000;--soft:#444;--line:#bbb;--paper:#fff;--tint:#f5f5f5;--good:#1a7f4b;--note:#8a5a00;--ask:#2456c7;--bad:#b42318}section.service{content-visibility:visible}body{font-size:11px}table,code,small,th,.wide td,div.open{font-size:10px}main{max-width:none;padding:0}section.service,#remarks{break-before:page}#behaviours{break-before:auto}h2,h3{break-after:avoid}.picture svg{min-width:0}.wide{overflow:visible}a{color:inherit;text-decoration:none}tr,svg{break-inside:avoid}}
`;
