function e(e,t,n=0,r=e.length){let i=t.filter(e=>e.end>n&&e.start<r&&e.end>e.start).sort((e,t)=>e.start-t.start||t.end-e.end),a=[...new Set([n,r,...i.flatMap(e=>[Math.max(n,e.start),Math.min(r,e.end)])])].sort((e,t)=>e-t),o=[],s=[],c=0;for(let t=0;t+1<a.length;t++){let r=a[t];s=s.filter(e=>e.end>r);let l=[];for(;c<i.length&&Math.max(n,i[c].start)<=r;c++)s.push(i[c]),l.push(i[c].id);let u=[...s].sort((e,t)=>t.end-t.start-(e.end-e.start));o.push({text:e.slice(r,a[t+1]),start:r,marks:u,begins:l})}return o}function t(e){return e.spans?.length?e.spans:e.start!==void 0&&e.end!==void 0&&e.end>e.start?[[e.start,e.end]]:[]}var n=class{text;wide=[];length;constructor(e){this.text=e;let t=0;for(let n=0;n<e.length;n++,t++){let r=e.charCodeAt(n);if(r>=55296&&r<=56319&&n+1<e.length){let r=e.charCodeAt(n+1);r>=56320&&r<=57343&&(this.wide.push(t),n++)}}this.length=t}at(e){let t=0,n=this.wide.length;for(;t<n;){let r=t+n>>1;this.wide[r]<e?t=r+1:n=r}return Math.min(this.text.length,Math.max(0,e)+t)}cut(e,t){return this.text.slice(this.at(e),this.at(t))}};function r(e,t,n){let r=Math.max(e.lastIndexOf(`

`,Math.max(0,t-1)),e.lastIndexOf(`\r
\r
`,Math.max(0,t-1))),i=[e.indexOf(`

`,n),e.indexOf(`\r
\r
`,n)].filter(e=>e>=0),a=r<0?0:r,o=i.length?Math.min(...i):e.length;for(;a<t&&/\s/.test(e[a]);)a++;for(;o>n&&/\s/.test(e[o-1]);)o--;return[a,o]}export{t as i,r as n,e as r,n as t};