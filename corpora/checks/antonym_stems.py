"""Learns which Arabic stems stand for the listed English words (`antonym_stems.tsv`)."""
import collections,json,sys
from inflect import forms, inflect

wanted=forms('out/antonyms.txt'); N=0; cw=collections.Counter(); ca=collections.Counter(); cwa=collections.Counter()
for row,line in zip(open('d/clean.jsonl'),open('d/clean.stems')):
    ar,en=json.loads(line); ar=set(ar); en=set(en)&wanted; N+=1
    ca.update(ar)
    for w in en:
        cw[w]+=1
        for a in ar: cwa[w,a]+=1
by=collections.defaultdict(list)
for (w,a),c in cwa.items():
    bg=ca[a]/N; sh=c/cw[w]-bg
    if c>=2 and cw[w]>=3 and sh>=.06 and (c/cw[w])/bg>=6: by[w].append((sh,a))
out=[]
for w in sorted(by):
    out.append(w+'\t'+'\t'.join(f'{a} {s:.2f}' for s,a in sorted(by[w],reverse=True)[:7]))
open(sys.argv[1],'w').write('\n'.join(out)+'\n'); print(len(out),len(wanted))
