/** The style of the summary: two pages of A4 on paper, light and dark on a screen. */
export const summaryStyle = `
:root{color-scheme:light dark;--ink:#1f1a2e;--soft:#57506b;--line:#cfc9dc;--page:#fff;--tint:#f4f2f9;--fail:#a3142b;
--pass:#0b6b3a;--unknown:#7a4a00}
@media (prefers-color-scheme:dark){:root{--ink:#ece9f5;--soft:#b5aec9;--line:#4a4360;--page:#17131f;--tint:#221d2e;
--fail:#ff9aa8;--pass:#7fdba8;--unknown:#f2c277}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.45 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:52rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.55rem;line-height:1.2;margin:0 0 .3rem}
h2{font-size:1.08rem;margin:1.1rem 0 .35rem;border-bottom:1px solid var(--line)}
p,ul,dl{margin:.35rem 0}
ul{padding-left:1.2rem}
.aside{color:var(--soft)}
.verdict{border-left:.35rem solid var(--unknown);background:var(--tint);padding:.5rem .8rem;margin:.7rem 0}
.verdict.fail{border-color:var(--fail)}.verdict.pass{border-color:var(--pass)}
.fail strong.state{color:var(--fail)}.pass strong.state{color:var(--pass)}
dl{display:grid;grid-template-columns:11rem 1fr;gap:.1rem .8rem}
dt{color:var(--soft)}dd{margin:0}
table{border-collapse:collapse;width:100%;font-size:.93em}
caption{text-align:left;font-weight:600;padding:.2rem 0}
th,td{text-align:left;vertical-align:top;padding:.18rem .5rem .18rem 0;border-bottom:1px solid var(--line)}
td.number,th.number{text-align:right;white-space:nowrap}
.sign-off{display:grid;grid-template-columns:1fr 1fr;gap:1.5rem}
.sign-off th{width:6rem;color:var(--soft);font-weight:400}.sign-off td{height:1.9rem}
@media (max-width:40rem){.sign-off{grid-template-columns:1fr}dl{grid-template-columns:1fr}}
@page{size:A4;margin:14mm}
@media print{
:root{color-scheme:light;--ink:#000;--soft:#444;--line:#bbb;--page:#fff;--tint:#f3f3f3;--fail:#a3142b;--pass:#0b6b3a;
--unknown:#7a4a00}
body{font-size:9pt;line-height:1.3}
th,td{padding:.08rem .5rem .08rem 0}h2{margin-top:.8rem}
main{max-width:none;padding:0}
.second{break-before:page}table,.sign-off,ul{break-inside:avoid}
}
`
