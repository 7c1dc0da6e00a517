"""Trains the wrong-pairing model (`pairing.tsv`)."""
import json,numpy as np,sys,warnings; warnings.filterwarnings('ignore')
from sklearn.linear_model import LogisticRegression
from export import *
def L(a,b): return [(json.loads(x),np.array(json.loads(y),float)) for x,y in zip(open(a),open(b))]
C=L('d/sc.jsonl','d/sc.pair')+L('d/st4.jsonl','d/st.pair'); Wr=L('d/sw.jsonl','d/sw.pair'); G=L('gold.jsonl','gold.pair')
Z0=[4]; X=np.array([f for _,f in C+Wr]);y=np.array([0]*len(C)+[1]*len(Wr)); w=np.array([1.]*len(C)+[len(C)/len(Wr)/2]*len(Wr))
X[:,4]=0
for _,v in G: v[4]=0
mu,sd=X.mean(0),X.std(0)+1e-6; lr=LogisticRegression(C=.3,max_iter=1000).fit((X-mu)/sd,y,sample_weight=w)
f=lambda Z:lr.decision_function((Z-mu)/sd)
c=np.sort(f(X[y==0]))[::-1]; g=np.array([f(v[None])[0] for _,v in G]); ty=np.array([r['planted'][0]['type'] if r['planted'] else 'clean' for r,_ in G])
print(lr.coef_, 'clean top',c[:12], 'gold clean top',np.sort(g[ty=='clean'])[::-1][:6])
for q in (.0005,.001,.002,.003,.005,.01):
    t=np.quantile(c,1-q); print(q,'%.2f'%t,'gold FA %.4f'%(g[ty=='clean']>=t).mean(),'recall %.2f'%(g[ty=='wrong_sentence']>=t).mean(),'train recall %.2f'%(f(X[y==1])>=t).mean(), 'others',{k:round(float((g[ty==k]>=t).mean()),2) for k in ('addition','omission','mistranslation')})
t=float(sys.argv[1])
open('out/pairing.tsv','w').write('\n'.join(linear(lr,mu,sd,'pairing')+[knots('pairing',[(t-1.5,.2),(t,.5),(t+.8,.8),(t+2,.95),(t+5,.99)])])+'\n')
i=[i for i in np.argsort(-g) if ty[i]=='clean'][:4]
for k in i: print('%.2f'%g[k],G[k][0]['en'][:150],'|',G[k][0]['ar'][:150])
