"""Trains the antonym model (`contrast.tsv`)."""
import json,numpy as np,sys,warnings; warnings.filterwarnings('ignore')
from sklearn.ensemble import HistGradientBoostingClassifier as HGB
from sklearn.linear_model import LogisticRegression
from export import *
ST={}
for l in open('out/antonym_stems.tsv'):
    a=l.rstrip('\n').split('\t'); ST[a[0]]=[(x.split(' ')[0],float(x.split(' ')[1])) for x in a[1:]]
import re
def L(a,b,c):
    out=[]
    for x,y,z in zip(open(a),open(b),open(c)):
        r=json.loads(x); ar=set(json.loads(z)[0]); rows=[]
        for st,con,f in json.loads(y):
            m=re.match(r"[A-Za-z'’]+",r['en'][st:]); w=m.group().lower() if m else ''
            sh=[max([s for t,s in ST.get(k,()) if t in ar] or [0]) for k in (con,w)]
            f[4],f[5],f[6]=sh[0],sh[1],sh[0]-sh[1]; f[7]=float(w not in ST); f[8]=float(con not in ST); rows.append((st,con,f))
        out.append((r,rows))
    return out
C=L('d/sc.h','d/sc.con','d/sc.hstems');A=L('d/sa.h','d/sa.con','d/sa.hstems');G=L('gold.jsonl','gold.con','gold.stems')
print(len(C),len(A),len(G))
X=[];y=[];b=[]
for r,rows in C:
    for st,con,f in rows: X.append(f);y.append(0);b.append(r['base'])
for r,rows in A:
    for st,con,f in rows:
        if st==r['start'] and con==r['old'].lower(): X.append(f);y.append(1);b.append(r['base'])
X=np.array(X,np.float32);y=np.array(y);b=np.array(b); print(X.shape,y.sum())
def fit(X,y): return HGB(max_iter=60,learning_rate=.07,max_leaf_nodes=6,min_samples_leaf=20,l2_regularization=5,early_stopping=False).fit(X,y)
pc=[]
for k in range(3):
    m=fit(X[b%3!=k],y[b%3!=k])
    for r,rows in C:
        if r['base']%3==k: pc.append(max(m.decision_function(np.array([f for _,_,f in rows],np.float32))) if rows else -9)
pc=np.array(pc); m=fit(X,y)
g=[];arg=[]
for r,rows in G:
    if rows: p=m.decision_function(np.array([f for _,_,f in rows],np.float32)); g.append(p.max());arg.append(int(p.argmax()))
    else: g.append(-9);arg.append(None)
g=np.array(g); ty=np.array([r['planted'][0]['type'] if r['planted'] else 'clean' for r,_ in G]); cl=ty=='clean'
for q in (.003,.005,.008,.01,.015,.02,.03):
    t=np.quantile(pc,1-q); print(q,'%.2f'%t,'gold FA %.4f'%(g[cl]>=t).mean(),'mistr %.2f'%(g[ty=='mistranslation']>=t).mean(),'neg %.2f'%(g[ty=='negation']>=t).mean(),'ROC %.2f'%(g[ty=='mistranslation']>np.quantile(g[cl],1-q)).mean())
for i in sorted(np.flatnonzero(cl),key=lambda i:-g[i])[:14]: 
    r,rows=G[i]; st,con,f=rows[arg[i]]; print('FA %.2f'%g[i],r['en'][st:st+14],'->',con,'|',r['en'][:140],'|',r['ar'][:140])
for i in np.flatnonzero(ty=='mistranslation'):
    r,rows=G[i]; p=r['planted'][0]; k=arg[i]; print('%.2f'%g[i],p['subtype'],p['original'],'->',p['replacement'],'| best',(r['en'][rows[k][0]:rows[k][0]+12],rows[k][1]) if k is not None else None)
t=float(sys.argv[1])
open('out/contrast.tsv','w').write('\n'.join(trees(m,'contrast')+[knots('contrast',[(t-1.2,.2),(t,.5),(t+.7,.75),(t+1.5,.9),(t+3,.97)])])+'\n')
