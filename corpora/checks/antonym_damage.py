"""Exchanges a listed word of a clean pair for its contrary."""
import json,random,re,sys
from inflect import forms, inflect

import collections
con=collections.defaultdict(set)
def fl(kind,w):
    # same order as the Rust forms
    if kind=='n': return [w, sorted(inflect('n',w)-{w})[0]]
    if kind=='v':
        f=inflect('v',w); g=lambda e:[x for x in f if x.endswith(e) and x!=w]
        s=[x for x in f if x.endswith('s') and x!=w and not x.endswith('ing') and not x.endswith('ed')]
        return [w,(s or [w+'s'])[0],(g('ed') or [w])[0],(g('ing') or [w])[0]]
    return [w]
for line in open('out/antonyms.txt'):
    if line.startswith('#') or not line.strip(): continue
    k,l,r=line.split()
    for o in r.split(','):
        for a,b in zip(fl(k,l),fl(k,o)): con[a].add(b);con[b].add(a)
rng=random.Random(7); out=[]
C=[json.loads(l) for l in open('d/sc.jsonl')]
for r in C:
    M=[m for m in re.finditer(r"[a-z]+",r['en']) if m.group() in con and len(m.group())>2 and (m.start()==0 or r['en'][m.start()-1]!="'")]
    if not M: continue
    m=rng.choice(M); c=rng.choice(sorted(con[m.group()]))
    if re.search(r'\b%s\b'%c,r['en']): continue
    out.append(dict(r,en=r['en'][:m.start()]+c+r['en'][m.end():],kind='antonym',side='en',start=m.start(),end=m.start()+len(c),old=m.group(),new=c))
open('d/sa.jsonl','w').writelines(json.dumps(x,ensure_ascii=False)+'\n' for x in out); print(len(out))
