/** The style of a history: light and dark on a screen, A4 on paper. */
export const historyStyle = `
:root{color-scheme:light dark;--ink:#1f1a2e;--soft:#57506b;--line:#cfc9dc;--page:#fff;--tint:#f4f2f9;--failing:#b3122f;
--unknown:#9a5b00;--open:#5b6bb5;--waived:#8a4fa3;--held:#1b7f4b;--attested:#4d9a77;--none:#b9b3c6;
--critical:#7d0b20;--high:#c2314b;--medium:#d98a3d;--low:#c9b458}
@media (prefers-color-scheme:dark){:root{--ink:#ece9f5;--soft:#b5aec9;--line:#4a4360;--page:#17131f;--tint:#221d2e;
--failing:#ff7d90;--unknown:#f0b45c;--open:#9aa8ff;--waived:#d6a2ec;--held:#5fcf95;--attested:#8ad9b4;--none:#5b5370;
--critical:#ff5c78;--high:#ff96a6;--medium:#f2b277;--low:#e2d48a}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.45 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:70rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.55rem;margin:0 0 .4rem}h2{font-size:1.2rem;margin:1.6rem 0 .4rem;border-bottom:1px solid var(--line)}
p,ul{margin:.4rem 0}
.verdict{border-left:.35rem solid var(--unknown);background:var(--tint);padding:.5rem .8rem;font-weight:600}
.verdict.code-1{border-color:var(--failing)}.verdict.code-0{border-color:var(--held)}
.legend{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.3rem 1rem}
.day{display:inline-block;width:1.3rem;text-align:center;border:1px solid var(--line);
border-bottom:.3rem solid var(--none);
font-family:ui-monospace,monospace}
.day.failing{border-bottom-color:var(--failing)}.day.unknown{border-bottom-color:var(--unknown)}
.day.open{border-bottom-color:var(--open)}.day.waived{border-bottom-color:var(--waived)}
.day.held{border-bottom-color:var(--held)}.day.attested{border-bottom-color:var(--attested)}
table{border-collapse:collapse;width:100%;margin:.8rem 0;font-size:.92em;table-layout:fixed}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);
font-weight:400}
thead th{color:var(--soft)}th:first-child{width:36%}th:nth-child(2){width:30%}
.strip{display:block;width:100%;height:1.6rem;background:var(--tint)}
rect.failing{fill:var(--failing)}rect.unknown{fill:var(--unknown)}rect.open{fill:var(--open)}
rect.waived{fill:var(--waived)}
rect.held{fill:var(--held)}rect.attested{fill:var(--attested)}rect.not-applicable,rect.not-looked-at{fill:var(--none)}
figure{margin:.8rem 0}figure svg{display:block;width:100%;height:auto}
figure text{font-size:11px;fill:var(--soft)}figure text.end{text-anchor:end}figure line{stroke:var(--line)}
figcaption{color:var(--soft);font-size:.9em}
rect.critical{fill:var(--critical)}rect.high{fill:var(--high)}rect.medium{fill:var(--medium)}rect.low{fill:var(--low)}
.gap{white-space:nowrap}
@media (max-width:40rem){table,thead,tbody,tr,th,td{display:block;width:100%!important}thead{display:none}}
@page{size:A4;margin:14mm}
@media print{:root{color-scheme:light;--ink:#000;--soft:#444;--line:#bbb;--page:#fff;--tint:#f3f3f3;--failing:#b3122f;
--unknown:#9a5b00;--open:#5b6bb5;--waived:#8a4fa3;--held:#1b7f4b;--attested:#4d9a77;--none:#b9b3c6}
main{max-width:none;padding:0}body{font-size:9pt}tr,figure{break-inside:avoid}rect,.day{print-color-adjust:exact}}
`
